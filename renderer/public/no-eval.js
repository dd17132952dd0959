// Before any module: zod would try `new Function` once. Under our content security policy that is a violation, if a harmless one.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
