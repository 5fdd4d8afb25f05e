/* A library with functions of its own that have the names of libc's. */
#include <stdio.h>

int warn(int level, const char *what);
int error(const char *what);
double dprintf(double a, int b, const char *what);
int own_words(void);

int
warn(int level, const char *what)
{
	return printf("own warn %d %s\n", level, what);
}

int
error(const char *what)
{
	return printf("own error %s\n", what);
}

double
dprintf(double a, int b, const char *what)
{
	printf("own dprintf %.1f %d %s\n", a, b, what);
	return a;
}

int
own_words(void)
{
	return warn(3, "a") + error("b") + (int)dprintf(2.5, 4, "c");
}
