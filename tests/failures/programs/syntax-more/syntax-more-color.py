x = #fff
y = 2
