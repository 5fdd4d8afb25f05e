/* races RING once|often: 16 threads add records to one ring by the capture's own code,
 * until it is nearly full, or going round; built with -fsanitize=thread, which the library itself cannot be: it is preloaded into
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

enum { THREADS = 16, LINES = 400, FEW = 64 }; /* FEW of each do not fill the ring */

struct shim shim;

static bool once;
static pthread_barrier_t together;

static void *
run(void *argument)
{
	unsigned number = *(unsigned *)argument, seed = number;
	char *text = malloc(RING_WRITE_MAX + 1);
	if (text == NULL)
		return NULL;
	memset(text, 'a' + (int)number, RING_WRITE_MAX + 1);
	for (unsigned i = 0; i < (once ? FEW : LINES); i++) {
		if (i % 8 == 0)
			pthread_barrier_wait(&together);
		size_t n = (size_t)rand_r(&seed) % 200;
		if (i % 11 == 0 || (once && i < 8)) /* a long one, which is cut, or filled anew */
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
	if (argc != 3)
		return 2;
	once = strcmp(argv[2], "once") == 0;
	struct stat st;
	pthread_t ids[THREADS];
	unsigned numbers[THREADS];
	pthread_barrier_init(&together, NULL, THREADS);
	shim.ring = tee_open(argv[1], (uint32_t)getpid());
	if (shim.ring == NULL || fstat(2, &st) != 0)
		return 3;
	tee_watch();
	if (once) /* from the first long write on each takes the place of the one before */
		shim.watch->bulk = RING_LONG_ALL;
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
	printf("%d threads, %d records each, %llu times round\n", THREADS, once ? FEW : LINES,
	       (unsigned long long)(shim.ring->text_tail / RING_TEXT_SIZE));
	return 0;
}
