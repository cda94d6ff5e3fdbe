using Archivist.Evidence;

namespace Archivist.Operations.Configuration;

/// <summary>A witness that cosigns the ledger.</summary>
/// <param name="Url">Where its requests go, without <c>add-checkpoint</c>; ends with a slash.</param>
/// <param name="Key">The key that verifies its cosignatures.</param>
/// <param name="CaCertificate">A PEM file, absolute: the only certificate authorities to trust; null for those of the machine.</param>
internal sealed record WitnessSettings(Uri Url, NoteKey Key, string? CaCertificate);
