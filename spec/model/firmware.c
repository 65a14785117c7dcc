/* firmware.c - see firmware.h. */
#include "firmware.h"

void model_firmware_start(struct model_firmware *model)
{
    model->room = 0;
    model->needed = 0;
    model->size = 0;
    model->key = 0;
    model->stride = 0;
    model->held = 0;
    model->calls = 0;
    model->tried = 0;
    model->gone = 0;
    model->stale = 0;
    model->small = 0;
    model->broken = 0;
}

uint32_t model_firmware_allocate(struct model_firmware *model, uint64_t bytes, uint32_t answer)
{
    model->held = 0;
    if (model->gone)
        return MODEL_FIRMWARE_CALLED_AFTER_EXIT;
    if (model->tried)
        return MODEL_FIRMWARE_ALLOCATED_TOO_LATE;
    if (bytes < model->needed + 1024)
        return MODEL_FIRMWARE_NO_SLACK;
    model->room = answer == 0 ? bytes : 0;
    if (answer != 0)
        model->broken++;
    return MODEL_FIRMWARE_FINE;
}

uint32_t model_firmware_get_map(struct model_firmware *model, uint64_t capacity, uint32_t answer, uint64_t size, uint64_t key,
                                uint64_t stride)
{
    model->held = 0;
    model->calls++;
    if (model->gone)
        return MODEL_FIRMWARE_CALLED_AFTER_EXIT;
    if (capacity > model->room)
        return MODEL_FIRMWARE_PAST_BUFFER;
    if (model->calls > MODEL_FIRMWARE_MOST_CALLS)
        return MODEL_FIRMWARE_TOO_MANY_CALLS;
    if (answer == 1) {
        model->needed = size;
        model->small++;
        if (size > 0x800000 || model->tried)
            model->broken++;
    } else if (answer == 0 && size <= capacity && stride >= 40 && (size == 0 || size >= stride)) {
        model->held = 1;
        model->size = size;
        model->key = key;
        model->stride = stride;
    } else {
        model->broken++;
    }
    return MODEL_FIRMWARE_FINE;
}

uint32_t model_firmware_exit(struct model_firmware *model, uint64_t key, uint32_t answer)
{
    const uint32_t held = model->held;

    model->held = 0;
    model->tried = 1;
    if (model->gone)
        return MODEL_FIRMWARE_CALLED_AFTER_EXIT;
    if (!held)
        return MODEL_FIRMWARE_EXIT_WITHOUT_MAP;
    if (key != model->key)
        return MODEL_FIRMWARE_WRONG_KEY;
    if (answer == 0)
        model->gone = 1;
    else if (answer == 2)
        model->stale++;
    else
        model->broken++;
    return MODEL_FIRMWARE_FINE;
}

uint32_t model_firmware_end(const struct model_firmware *model, uint32_t success, uint64_t size, uint64_t key, uint64_t stride)
{
    if (success != model->gone)
        return MODEL_FIRMWARE_UNDONE;
    if (success && (size != model->size || key != model->key || stride != model->stride))
        return MODEL_FIRMWARE_WRONG_MAP;
    /* A caller that is worth its name lives with a map that was too small four times and stale eight times. */
    if (!success && model->broken == 0 && model->small <= 4 && model->stale <= 8)
        return MODEL_FIRMWARE_GAVE_UP;
    return MODEL_FIRMWARE_FINE;
}
