/* For AddressSanitizer: sound without an argument, wrong with one. */
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	(void)argv;
	char *heap = malloc(4);
	heap[3] = 'x';
	if (argc > 1)
		heap[argc + 3] = 'y';
	fprintf(stderr, "ran %c\n", heap[3]);
	free(heap);
	return 0;
}
