#ifndef SELFMAP_POOL_H
#define SELFMAP_POOL_H
#include <stdint.h>
#include "selfmap/status.h"
#define POOL_PAGES 4096u
#endif
