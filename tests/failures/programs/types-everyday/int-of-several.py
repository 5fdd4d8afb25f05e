numbers = int(input())
