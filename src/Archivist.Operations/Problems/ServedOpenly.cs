using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file is served at an address that other machines reach, without password and encryption.</summary>
public sealed record ServedOpenly(string Address, string Path) : Problem(Failure.None, Address);
