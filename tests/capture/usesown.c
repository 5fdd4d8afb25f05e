#include <stdio.h>

int own_words(void);
void warnx(const char *format, ...);

int
main(void)
{
	printf("%d\n", own_words());
	fflush(stdout);
	warnx("libc's own %d", 7);
	return 0;
}
