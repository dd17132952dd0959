/** Sample customers by the care flags that the panel shows: each flag has at least one. */
export const callersByFlag = {
  elderly: '+8613800002207',
  'hearing-impaired': '+8613900006610',
  'foreign-language': '+16045550118',
  'foreign-japanese': '+819000005521',
  'visually-impaired': '+8613600008125',
  serving: '+8613500009012',
  'minor-third-party': '+8613800004476',
  'crisis-hardship': '+8613700007734',
  'hearing-third-party': '+862100001888',
  priority: '+8613900003390',
  'disaster-area': '+8613800008926',
  distress: '+8613700002368',
} as const;
