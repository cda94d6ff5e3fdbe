using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archivist.Recovery.Builder;

/// <summary>
/// Reads who signed a PE program: the attribute certificate table (PE/COFF specification, 5.9) holds PKCS #7 SignedData (RFC 2315, 9.1), as Authenticode
/// puts it there. Says what is written, and does not check it: firmware does that.
/// </summary>
public static class PeSignatures
{
    private const int HeaderPointer = 0x3C, CoffHeader = 24, DirectoriesOfPlus = 112, DirectoriesOfPlain = 96, SecurityDirectory = 4, DirectoryEntry = 8;
    private const int EntryHeader = 8, PkcsSignedData = 2;
    private const ushort PlusMagic = 0x20B;

    /// <summary>The signatures in their order; none when there is no table.</summary>
    /// <exception cref="InvalidDataException">It is no PE program, or its table is damaged.</exception>
    public static IReadOnlyList<LoaderSignature> Read(ReadOnlyMemory<byte> program)
    {
        try
        {
            var table = FindTable(program.Span) is (var offset, var length) ? program.Slice(offset, length) : default;
            var signatures = new List<LoaderSignature>();
            while (table.Length > EntryHeader)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(table.Span);
                if (size < EntryHeader || size > table.Length)
                    throw new InvalidDataException("a certificate is longer than its table");
                if (BinaryPrimitives.ReadUInt16LittleEndian(table.Span[6..]) == PkcsSignedData)
                    signatures.AddRange(ReadSignedData(table[EntryHeader..size]));
                table = table[Math.Min(table.Length, (size + 7) & ~7)..];
            }

            return signatures;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or AsnContentException or CryptographicException)
        {
            throw new InvalidDataException($"no signed program: {e.Message}", e);
        }
    }

    private static (int Offset, int Length)? FindTable(ReadOnlySpan<byte> program)
    {
        if (program.Length < 2 || program[0] != 'M' || program[1] != 'Z')
            throw new InvalidDataException("no signed program: it does not begin as one");
        var header = program[BinaryPrimitives.ReadInt32LittleEndian(program[HeaderPointer..])..];
        if (!header[..4].SequenceEqual("PE\0\0"u8))
            throw new InvalidDataException("no signed program: its header is missing");
        var optional = header[CoffHeader..];
        var directories = BinaryPrimitives.ReadUInt16LittleEndian(optional) == PlusMagic ? DirectoriesOfPlus : DirectoriesOfPlain;
        if (BinaryPrimitives.ReadInt32LittleEndian(optional[(directories - 4)..]) <= SecurityDirectory)
            return null;
        var entry = optional.Slice(directories + SecurityDirectory * DirectoryEntry, DirectoryEntry);
        var length = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
        return length == 0 ? null : (BinaryPrimitives.ReadInt32LittleEndian(entry), length);
    }

    private static List<LoaderSignature> ReadSignedData(ReadOnlyMemory<byte> der)
    {
        var context = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var content = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        content.ReadObjectIdentifier();
        var data = content.ReadSequence(context).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf();
        data.ReadSequence();
        var certificates = new List<X509Certificate2>();
        try
        {
            if (data.HasData && data.PeekTag().HasSameClassAndValue(context))
            {
                for (var set = data.ReadSetOf(context); set.HasData;)
                    certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
            }

            while (data.HasData && data.PeekTag().TagClass is TagClass.ContextSpecific)
                data.ReadEncodedValue();
            var signatures = new List<LoaderSignature>();
            for (var signers = data.ReadSetOf(); signers.HasData;)
                signatures.Add(ReadSigner(signers.ReadSequence(), certificates));
            return signatures;
        }
        finally
        {
            certificates.ForEach(certificate => certificate.Dispose());
        }
    }

    /// <summary>A signer names its certificate by issuer and serial number.</summary>
    private static LoaderSignature ReadSigner(AsnReader signer, List<X509Certificate2> certificates)
    {
        signer.ReadInteger();
        var names = signer.ReadSequence();
        var issuer = new X500DistinguishedName(names.ReadEncodedValue().Span);
        var serial = names.ReadInteger();
        var found = certificates.FirstOrDefault(certificate =>
            new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true) == serial && certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.RawData));
        return found is null
            ? throw new InvalidDataException("the certificate of a signer is missing")
            : new LoaderSignature(
                found.GetNameInfo(X509NameType.SimpleName, forIssuer: false), found.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
                found.NotBefore.ToUniversalTime(), found.NotAfter.ToUniversalTime());
    }
}
