namespace Archivist.Operations.Inspecting;

/// <summary>Asks whether the settings of an archive are right.</summary>
public sealed record CheckConfigurationRequest : OperationRequest;
