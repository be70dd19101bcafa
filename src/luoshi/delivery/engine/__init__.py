"""Pure rules of the delivery room: how an assignment stands, what evidence is worth. No Django."""
