using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>An address is in no notation that is supported; credentials in it are not repeated.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Word">What stands before the colon, as far as it can be shown; empty where there is none.</param>
/// <param name="Notations">How addresses are written; empty text for a directory, which has no scheme.</param>
public sealed record AddressInvalid(AddressFault Fault, string Word, IReadOnlyList<string> Notations) : Problem(Failure.Usage, Word);
