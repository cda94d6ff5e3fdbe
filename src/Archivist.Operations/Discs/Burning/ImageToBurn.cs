using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Burning;

/// <summary>An image that was read through before it is burned.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Sha256">Of all of it.</param>
/// <param name="DataSha256">Of what lies in front of its error correction; the same without any.</param>
/// <param name="Volume">Its volume label; empty when it has none.</param>
/// <param name="Disc">The id of the disc that it makes; null for an image that others made.</param>
public sealed record ImageToBurn(string Path, long Length, Digest Sha256, Digest DataSha256, string Volume, Guid? Disc);
