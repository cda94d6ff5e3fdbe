using Archivist.Replicas.Planning;

namespace Archivist.Replicas.Auditing;

/// <summary>How much an audit of one replica may cost. Names and lengths are compared in any case; what that costs is left to be read less. Immutable.</summary>
/// <param name="Prices">What requests and bytes cost.</param>
/// <param name="Most">The limit in the currency of the prices, 0 or more.</param>
public sealed record AuditBudget(VendorPrices Prices, decimal Most);
