/* races RING: 16 threads add records to one ring by the capture's own code, built
 * with -fsanitize=thread, which the library itself cannot be: it is preloaded into
 * programs that do not have the sanitizer, and calls the kernel without libc. Who
 * reads a ring maps it elsewhere, which the sanitizer cannot follow: it knows
 * addresses, not files. That is what reader.c is for. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../src/capture/shim/tee.c"

enum { THREADS = 16, LINES = 400 };

struct shim shim;

/* Writers that are a whole round apart may store into the same bytes; no lock keeps
 * them from it, for none may be waited for. Such a record's seal is wrong, and no
 * reader takes it. */
const char *__tsan_default_suppressions(void);
const char *
__tsan_default_suppressions(void)
{
	return "race:record_fill\nrace:copy_and_sum\nrace:text_copy\n";
}

static void *
run(void *argument)
{
	unsigned number = *(unsigned *)argument, seed = number;
	char *text = malloc(RING_WRITE_MAX + 1);
	if (text == NULL)
		return NULL;
	memset(text, 'a' + (int)number, RING_WRITE_MAX + 1);
	for (unsigned i = 0; i < LINES; i++) {
		size_t n = (size_t)rand_r(&seed) % 200;
		if (i % 11 == 0) /* a long one, which is cut, or filled anew */
			n = RING_LONG + 1 + (size_t)rand_r(&seed) % (RING_WRITE_MAX - RING_LONG);
		tee_keep(2, text, n);
		if (i % 50 == 0) {
			tee_event(RING_START, 0, text, n % 100);
			tee_raise(21, i);
			tee_forget(2);
		}
	}
	free(text);
	return NULL;
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	struct stat st;
	pthread_t ids[THREADS];
	unsigned numbers[THREADS];
	shim.ring = tee_open(argv[1], (uint32_t)getpid());
	if (shim.ring == NULL || fstat(2, &st) != 0)
		return 3;
	tee_watch();
	shim.run = 1;
	shim.image = (uint32_t)getpid();
	shim.keeps[2] = shim.given[2] = true;
	shim.device[2] = st.st_dev;
	shim.inode[2] = st.st_ino;
	for (unsigned i = 0; i < THREADS; i++) {
		numbers[i] = i;
		if (pthread_create(&ids[i], NULL, run, &numbers[i]) != 0)
			return 4;
	}
	for (unsigned i = 0; i < THREADS; i++)
		pthread_join(ids[i], NULL);
	printf("%d threads, %d records each, %llu times round\n", THREADS, LINES,
	       (unsigned long long)(shim.ring->text_tail / RING_TEXT_SIZE));
	return 0;
}
