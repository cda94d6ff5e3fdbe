using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The limit of the cost of an audit left something unread that is due. Nothing is wrong; it stays due.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Objects">Objects that are due and were left.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="Ranges">Random ranges that were left out.</param>
public sealed record AuditCostLimited(string Replica, long Objects, long Bytes, int Ranges) : Problem(Failure.None, Replica);
