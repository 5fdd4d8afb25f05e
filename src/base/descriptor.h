/* descriptor: 0, 1 and 2 are there, whoever started us. */
#ifndef REMEDY_BASE_DESCRIPTOR_H
#define REMEDY_BASE_DESCRIPTOR_H

/* Opens /dev/null for those that are closed: else the next file that is opened would
 * be read as input or printed into. They are marked close-on-exec, as none that was
 * handed to us can be, so that a program that we run finds them closed. */
void descriptor_fill(void);

#endif
