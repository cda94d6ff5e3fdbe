namespace Archivist.Recovery.Builder;

/// <summary>A program that is started before the operating system.</summary>
/// <param name="Path">Where firmware or another loader finds it.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
/// <param name="Signatures">Who signed it.</param>
public sealed record BootLoader(string Path, string Sha256, IReadOnlyList<LoaderSignature> Signatures);
