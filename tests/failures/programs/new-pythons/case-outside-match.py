command = "go"
match command:
    case "stop":
        print("stop")
case "go":
    print("go")
