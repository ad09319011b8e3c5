"""Tables of the places that hold a credential because of where they are; `by_position` reads them."""
