display("hi")
