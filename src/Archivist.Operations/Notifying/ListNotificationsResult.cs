namespace Archivist.Operations.Notifying;

/// <summary>The targets and what is open.</summary>
/// <param name="Targets">In the order of the settings.</param>
/// <param name="Incidents">Open ones, the oldest first.</param>
public sealed record ListNotificationsResult(IReadOnlyList<ListedTarget> Targets, IReadOnlyList<ListedIncident> Incidents) : OperationResult;
