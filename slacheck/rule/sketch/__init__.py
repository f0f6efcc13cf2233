"""A smallest contract on which all rules of some packs pass, or the rules that no contract satisfies together.

slot -> reads -> domain -> demand -> search -> sketch; `conflict` says which rules contradict each other.
"""
