"""Who gets which batch: a published rule, its public lot numbers, its reasons, and the file that proves them."""
