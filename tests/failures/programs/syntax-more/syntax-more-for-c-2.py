for (i = 0; i < n; i++) {
    print(i)
}
