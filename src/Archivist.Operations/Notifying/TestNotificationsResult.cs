namespace Archivist.Operations.Notifying;

/// <summary>What came of trying targets. The verdict is the most severe failure.</summary>
/// <param name="Targets">Each one, in the order of the settings.</param>
public sealed record TestNotificationsResult(IReadOnlyList<TestedTarget> Targets) : OperationResult;
