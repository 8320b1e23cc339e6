/** Starts the workflows that begin with a trigger of ours. There is no way to ask what was received. */
export const receiveFlowTriggerMutation = `#graphql
  mutation ReceiveFlowTrigger($handle: String!, $payload: JSON!) {
    flowTriggerReceive(handle: $handle, payload: $payload) {
      userErrors {
        message
      }
    }
  }
`;
