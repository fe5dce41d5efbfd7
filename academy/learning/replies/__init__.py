"""Replies after they were sent: who may read which, what people say, what it comes to, what becomes an example."""
