/* writers SEED THREADS SECONDS: every thread writes lines on stderr, one call a
 * line, each with its own checksum: "W SEED THREAD NUMBER SUM xxxx\n". Calls are
 * write, writev, fputs and fprintf by turns; some writes are long. Meant to be killed. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 600, LONGEST_WRITE = 16000 };

struct thread {
	pthread_t id;
	unsigned seed, number;
	time_t end;
};

static unsigned
sum_of(const char *s, size_t n)
{
	uint32_t sum = 2166136261u;
	for (size_t i = 0; i < n; i++)
		sum = (sum ^ (unsigned char)s[i]) * 16777619u;
	return sum;
}

static void *
run(void *argument)
{
	struct thread *t = argument;
	char line[LONGEST_WRITE + 100], payload[LONGEST_WRITE + 1];
	for (unsigned number = 0; (number & 255) != 0 || time(NULL) < t->end; number++) {
		size_t n = (size_t)rand_r(&t->seed) % (number % 64 == 0 ? LONGEST_WRITE : LONGEST);
		memset(payload, 'a' + (int)(number % 26), n);
		payload[n] = '\0';
		int size = snprintf(line, sizeof(line), "W %u %u %u %08x %s\n", t->seed, t->number, number,
				    sum_of(payload, n), payload);
		/* What one call brings in several parts may come as several records. */
		struct iovec parts[2] = {{line, (size_t)size}, {line, (size_t)size}};
		ssize_t written = size;
		switch (number % 4) {
		case 0:
			written = write(2, line, (size_t)size);
			break;
		case 1:
			written = writev(2, parts, 2) / 2;
			break;
		case 2:
			fputs(line, stderr);
			break;
		default:
			fprintf(stderr, "%s", line);
		}
		if (written != size)
			exit(3);
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	unsigned count = (unsigned)atoi(argv[2]);
	struct thread *all = calloc(count, sizeof(*all));
	for (unsigned i = 0; i < count; i++) {
		all[i] = (struct thread){
			.seed = (unsigned)atoi(argv[1]) * 1000 + i, .number = i, .end = time(NULL) + atoi(argv[3])};
		if (pthread_create(&all[i].id, NULL, run, &all[i]) != 0)
			return 4;
	}
	for (unsigned i = 0; i < count; i++)
		pthread_join(all[i].id, NULL);
	return 0;
}
