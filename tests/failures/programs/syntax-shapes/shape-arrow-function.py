f = x -> x
