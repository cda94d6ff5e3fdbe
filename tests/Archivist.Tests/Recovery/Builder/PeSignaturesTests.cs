using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archivist.Recovery.Builder;

namespace Archivist.Tests.Recovery.Builder;

public sealed class PeSignaturesTests
{
    private static readonly Asn1Tag Context = new(TagClass.ContextSpecific, 0, isConstructed: true);

    [Fact]
    public void Each_signature_names_signer_and_authority()
    {
        var signatures = PeSignatures.Read(Program(SignedBy("Signer A", "Authority 2011"), SignedBy("Signer B", "Authority 2023")));

        Assert.Equal([("Signer A", "Authority 2011"), ("Signer B", "Authority 2023")], signatures.Select(signature => (signature.Signer, signature.Issuer)));
        Assert.Equal(2031, signatures[0].NotAfter.Year);
    }

    [Fact]
    public void A_program_without_a_table_is_not_signed() => Assert.Empty(PeSignatures.Read(Program()));

    [Fact]
    public void A_program_cut_or_changed_anywhere_is_read_or_refused()
    {
        var program = Program(SignedBy("Signer", "Authority"));
        for (var length = 0; length < program.Length; length++)
            AssertReadOrRefused(program.AsMemory(0, length));
        for (var index = 0; index < program.Length; index++)
        {
            var changed = program.ToArray();
            changed[index] ^= 0xFF;
            AssertReadOrRefused(changed);
        }
    }

    [Fact]
    public void The_note_is_read_back_and_names_the_authorities_of_the_first_loader()
    {
        var note = new BootCertificates(
            1, [BootCertificates.Of("EFI/BOOT/BOOTX64.EFI", Program(SignedBy("S", "2011"), SignedBy("T", "2023"))), BootCertificates.Of("kernel", Program(SignedBy("K", "Debian")))]);
        var again = BootCertificates.TryParse(note.ToJson())!;

        Assert.Equal(["2011", "2023"], again.Authorities);
        Assert.Equal("Debian", again.Loaders[1].Signatures[0].Issuer);
        Assert.Null(BootCertificates.TryParse("{\"format\":1}"u8));
        Assert.Null(BootCertificates.TryParse("{\"format\":1,\"loaders\":[null]}"u8));
        Assert.Null(BootCertificates.TryParse("[]"u8));
    }

    private static void AssertReadOrRefused(ReadOnlyMemory<byte> program)
    {
        try
        {
            Assert.NotNull(PeSignatures.Read(program));
        }
        catch (InvalidDataException)
        {
            // Refused, which is as good.
        }
    }

    /// <summary>A header of PE32+ with nothing behind it but the table.</summary>
    private static byte[] Program(params ReadOnlySpan<byte[]> certificates)
    {
        const int header = 64, optional = header + 24, directories = optional + 112, end = directories + 16 * 8;
        var table = new MemoryStream();
        foreach (var certificate in certificates)
        {
            var entry = new byte[(8 + certificate.Length + 7) & ~7];
            BinaryPrimitives.WriteInt32LittleEndian(entry, 8 + certificate.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), 0x200);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), 2);
            certificate.CopyTo(entry, 8);
            table.Write(entry);
        }

        var program = new byte[end + table.Length];
        "MZ"u8.CopyTo(program);
        BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(0x3C), header);
        "PE\0\0"u8.CopyTo(program.AsSpan(header));
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(optional), 0x20B);
        BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(directories - 4), 16);
        BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(directories + 32), end);
        BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(directories + 36), (int)table.Length);
        table.ToArray().CopyTo(program, end);
        return program;
    }

    /// <summary>SignedData with one certificate and one signer; the signature itself is not there, for nobody checks it here.</summary>
    private static byte[] SignedBy(string signer, string authority)
    {
        var from = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest($"CN={authority}", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = authorityRequest.CreateSelfSigned(from, from.AddYears(15));
        using var certificate = new CertificateRequest($"CN={signer}", key, HashAlgorithmName.SHA256).Create(root, from, from.AddYears(10), [0x12, 0x34, 0x56]);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            using (writer.PushSequence(Context))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.PushSetOf().Dispose();
                writer.PushSequence().Dispose();
                using (writer.PushSetOf(Context))
                {
                    writer.WriteEncodedValue(root.RawData);
                    writer.WriteEncodedValue(certificate.RawData);
                }

                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteInteger(1);
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(certificate.IssuerName.RawData);
                        writer.WriteInteger(new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true));
                    }
                }
            }
        }

        return writer.Encode();
    }
}
