"""Other formats to a contract: what a price list says, read into the contract language, and which clause it sells."""
