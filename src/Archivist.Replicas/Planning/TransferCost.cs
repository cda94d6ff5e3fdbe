namespace Archivist.Replicas.Planning;

/// <summary>What a transfer costs at most: free allowances are not taken off. Immutable.</summary>
/// <param name="Currency">The currency of the amounts.</param>
/// <param name="Once">The transfer itself.</param>
/// <param name="MonthlyAdded">What it adds to each month.</param>
/// <param name="Monthly">What all that is then stored costs each month.</param>
/// <param name="Prices">The prices that it was reckoned with.</param>
public sealed record TransferCost(string Currency, decimal Once, decimal MonthlyAdded, decimal Monthly, VendorPrices Prices);
