using System.Text;
using Archivist.Evidence;
using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.TestKit;

namespace Archivist.Tests.Evidence;

public sealed class NoteTests : IDisposable
{
    private const string PublicKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PrivateKey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    private const string Signature =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_that_is_published_with_the_format_comes_out_byte_for_byte()
    {
        using var signer = await NoteSigner.OpenAsync(_folder.Write("key", PrivateKey + "\n"), TestContext.Current.CancellationToken);

        Assert.Equal(PublicKey, signer.Public.ToString());
        Assert.Equal(Text + "\n" + Signature, Encoding.UTF8.GetString(signer.Sign(Text)));
    }

    [Theory]
    [InlineData(PublicKey)]
    [InlineData("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    public void Published_keys_are_read_and_their_ids_recomputed(string text)
    {
        Assert.True(NoteKey.TryParse(text, out var key));
        Assert.Equal(text, key!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PeterNeumann")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpcAQ==")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void Other_texts_are_not_keys(string text) => Assert.False(NoteKey.TryParse(text, out _));

    [Fact]
    public async Task A_checkpoint_is_read_back_and_a_witness_may_add_its_signature()
    {
        var (signer, head, note) = await CheckpointAsync();
        using (signer)
        {
            byte[] witnessed = [.. note, .. Encoding.UTF8.GetBytes(Signature.Replace("PeterNeumann", "witness.example/w1"))];
            byte[] forged = [.. note, .. Encoding.UTF8.GetBytes(Signature)];

            Assert.Equal(head, Checkpoint.Open(note, signer.Public, out _));
            Assert.Equal(head, Checkpoint.Open(witnessed, signer.Public, out _));
            Assert.Null(Checkpoint.Open(forged, signer.Public, out _));
        }
    }

    [Fact]
    public async Task A_checkpoint_with_any_byte_changed_is_ignored()
    {
        var (signer, _, note) = await CheckpointAsync();
        using (signer)
        {
            for (var i = 0; i < note.Length; i++)
            {
                foreach (var change in (byte[])[1, 0x20, 0x80])
                {
                    var changed = (byte[])note.Clone();
                    changed[i] ^= change;
                    Assert.Null(Checkpoint.Open(changed, signer.Public, out var fault));
                    Assert.NotEqual(CheckpointFault.NotCheckpoint, fault);
                }
            }

            for (var length = 0; length < note.Length; length++)
                Assert.Null(Checkpoint.Open(note.AsSpan(0, length), signer.Public, out _));
        }
    }

    [Fact]
    public async Task A_file_that_is_no_key_is_refused_without_showing_it()
    {
        var file = _folder.Write("key", PrivateKey.Replace("c74f20a3", "c74f20a4"));

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => NoteSigner.OpenAsync(file, TestContext.Current.CancellationToken));

        Assert.Equal(Failure.WrongKey, failure.Failure);
        Assert.DoesNotContain("AYEKFAL", failure.ToString(), StringComparison.Ordinal);
    }

    private async Task<(NoteSigner, LedgerHead, byte[])> CheckpointAsync()
    {
        var signer = await NoteSigner.OpenAsync(_folder.Write("key", PrivateKey), TestContext.Current.CancellationToken);
        var head = new LedgerHead("archivist.example/alice", 20852163, Digest.Of("root"u8));
        return (signer, head, Checkpoint.Sign(head, signer));
    }
}
