// Included before the sources of the SQLite module (see scripts/lib/native.mjs).
// An experimental Node-API module must not touch the garbage collector from a finalizer; node-addon-api defers its
// finalizers when it knows node_api_post_finalizer. Node 20 and Electron 33 have that function; the package
// node-api-headers leaves it out, as it does everything experimental.
#pragma once
#ifdef __cplusplus
#include <node_api.h>
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
extern "C" NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(node_api_basic_env env,
                                                                      napi_finalize finalize_cb,
                                                                      void* finalize_data,
                                                                      void* finalize_hint);
#endif
