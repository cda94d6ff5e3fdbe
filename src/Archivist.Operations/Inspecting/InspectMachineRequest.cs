namespace Archivist.Operations.Inspecting;

/// <summary>Asks what this machine is missing.</summary>
public sealed record InspectMachineRequest : OperationRequest;
