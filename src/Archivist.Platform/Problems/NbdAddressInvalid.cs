namespace Archivist.Platform.Problems;

/// <summary>A text that begins like the address of an NBD server is not a valid one.</summary>
public sealed record NbdAddressInvalid(string Address) : Problem(Failure.Usage, Address);
