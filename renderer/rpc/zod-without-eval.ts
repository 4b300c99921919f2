import { config } from 'zod';

// zod tries `new Function` to see whether it may compile its checks. The page's content security policy forbids that and
// reports every try. This module has to come before every schema: import it first.
config({ jitless: true });
