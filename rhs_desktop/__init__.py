"""RHS Desktop: invitations to riktade hälsosamtal, from the list to the visit."""
