namespace Archivist.Recovery.Builder;

/// <summary>One signature of a program that firmware or another loader starts.</summary>
/// <param name="Signer">Common name of the certificate that signed.</param>
/// <param name="Issuer">Common name of the authority that issued it: what a machine has to trust.</param>
/// <param name="NotBefore">From when the certificate is valid. Firmware does not look at it.</param>
/// <param name="NotAfter">Until when.</param>
public sealed record LoaderSignature(string Signer, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
