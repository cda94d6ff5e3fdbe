namespace Archivist.Platform.Problems;

/// <summary>What begins as the address of an NBD server is not one.</summary>
public sealed record NbdAddressInvalid(string Address) : Problem(Failure.Usage, Address);
