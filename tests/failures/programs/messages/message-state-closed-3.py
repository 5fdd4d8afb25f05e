import select
e = select.epoll()
e.close()
e.poll(0)
