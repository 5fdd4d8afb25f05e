/* Where libFuzzer is not: the inputs that are kept of one target, each as it is
 * and with bytes changed, always the same. Named test_fuzz_TARGET, it takes
 * tests/fuzz/corpus/fuzz_TARGET and prints TAP. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"

enum { CHANGED = 24, INPUT_MAX = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t
dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % sides;
}

/* In a block of just its size, so that a byte read behind it is seen. */
static void
replay(const char *bytes, size_t size)
{
	uint8_t *data = malloc(size > 0 ? size : 1);
	if (data == NULL)
		abort();
	memcpy(data, bytes, size);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

static size_t
change(uint32_t *seed, char *bytes, size_t size)
{
	for (uint32_t k = 1 + dice(seed, 6); k > 0 && size > 0; k--) {
		size_t at = dice(seed, (uint32_t)size), from = dice(seed, (uint32_t)size), n = dice(seed, 64);
		switch (dice(seed, 4)) {
		case 0:
			bytes[at] = (char)dice(seed, 256);
			break;
		case 1:
			bytes[at] = (char)(bytes[at] ^ 1 << dice(seed, 8));
			break;
		case 2:
			if (at + n < size && from + n < size)
				memmove(bytes + at, bytes + from, n);
			break;
		default:
			size -= n < size ? n : 0;
		}
	}
	return size;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char *target = strstr(argc > 0 ? argv[0] : "", "test_fuzz_");
	if (target == NULL)
		return 2;
	const char *folder = path_join(a, "tests/fuzz/corpus", target + strlen("test_"));
	DIR *d = opendir(folder);
	unsigned inputs = 0;
	for (struct dirent *entry; d != NULL && (entry = readdir(d)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		size_t size = 0;
		const char *bytes = path_read(a, path_join(a, folder, entry->d_name), INPUT_MAX, false, &size);
		if (bytes == NULL)
			continue;
		inputs++;
		replay(bytes, size);
		uint32_t seed = (uint32_t)size; /* whatever the folder's order is */
		char *changed = arena_alloc(a, size + 1);
		for (int i = 0; i < CHANGED; i++) {
			memcpy(changed, bytes, size);
			replay(changed, change(&seed, changed, size));
		}
	}
	if (d != NULL)
		closedir(d);
	printf("%sok 1 - %u inputs of %s, each with %d others like it\n", inputs > 0 ? "" : "not ", inputs,
	       target + strlen("test_"), CHANGED);
	arena_free(a);
	return inputs == 0;
}
