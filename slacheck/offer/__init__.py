"""What a buyer can end up with: the purchases that a contract allows, and what each of them holds and costs."""
