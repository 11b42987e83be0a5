"""The people of the newsroom: who they are, how they sign in, what they may do."""
