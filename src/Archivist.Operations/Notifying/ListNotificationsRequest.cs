namespace Archivist.Operations.Notifying;

/// <summary>Targets and open incidents are to be listed.</summary>
public sealed record ListNotificationsRequest : OperationRequest;
