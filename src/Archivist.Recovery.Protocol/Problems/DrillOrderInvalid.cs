using Archivist.Platform.Problems;

namespace Archivist.Recovery.Protocol.Problems;

/// <summary>A line is no order for a drill. Its text is not repeated, because an order holds secrets.</summary>
/// <param name="Place">Where in the JSON; null for its start.</param>
public sealed record DrillOrderInvalid(string? Place) : Problem(Failure.Usage, "drill order");
