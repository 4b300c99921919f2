import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';

/**
 * What a tool provides for its part of the contract: one function a call. It gets checked input and the signal that
 * aborts when the caller cancels or is gone, and throws ProblemError for what it can name.
 */
export type Handlers<Part> = {
  [Call in keyof Part]: Part[Call] extends ContractProcedure<infer Input, infer Output, infer _Errors, infer _Meta>
    ? (input: InferSchemaOutput<Input>, signal: AbortSignal) => HandlerResult<InferSchemaInput<Output>>
    : never;
};

type HandlerResult<Output> = Output | Promise<Output>;

export type AnyHandler = (input: unknown, signal: AbortSignal) => unknown;
