using System.Text.Json;
using System.Text.RegularExpressions;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Catalogue;

/// <summary>Reads and writes <see cref="CataloguedDisc"/> as JSON (docs/formats/catalogue.md).</summary>
public static partial class DiscRecordFile
{
    /// <summary>Where a disc says which one it is: its own record, as it was planned.</summary>
    public const string PathOnDisc = ".archivist/disc.json";

    /// <summary>The folder on a disc with the records of all discs that were known when it was planned.</summary>
    public const string FolderOnDisc = "catalogue";

    /// <summary>No honest record is longer: this is room for some 900,000 packs.</summary>
    public const int LargestFile = 64 << 20;

    /// <summary>The bytes of one record; the same record gives the same bytes.</summary>
    public static byte[] Write(CataloguedDisc record) => [.. JsonSerializer.SerializeToUtf8Bytes(record, CatalogueJson.Default.CataloguedDisc), (byte)'\n'];

    /// <summary>Reads one record. Any other content is <see cref="Failure.Tampering"/>.</summary>
    /// <param name="json">At most <see cref="LargestFile"/> bytes.</param>
    /// <param name="place">What errors call it.</param>
    public static CataloguedDisc Read(ReadOnlySpan<byte> json, string place)
    {
        if (json.Length > LargestFile)
            throw Refuse(place, $"it is longer than {LargestFile} bytes");
        if (json.IsEmpty)
            throw Refuse(place, "the file is empty");
        try
        {
            var record = JsonSerializer.Deserialize(json, CatalogueJson.Default.CataloguedDisc) ?? throw Refuse(place, "it is empty");
            // The serializer leaves lists null that are not there, and lets null into lists.
            record = record with
            {
                Packs = record.Packs ?? [],
                Snapshots = record.Snapshots ?? [],
                Burns = record.Burns ?? [],
                Readings = record.Readings ?? [],
                Moves = record.Moves ?? [],
            };
            return FindMistake(record) is { } mistake ? throw Refuse(place, mistake) : record;
        }
        catch (JsonException cause)
        {
            throw Refuse(place, $"line {cause.LineNumber + 1}: {FirstSentence(cause.Message)}", cause);
        }
    }

    /// <summary>Reads one record from a stream that is not trusted to end.</summary>
    internal static async Task<CataloguedDisc> ReadAsync(Stream stream, string place, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > LargestFile)
                throw Refuse(place, $"it is longer than {LargestFile} bytes");
            content.Write(buffer, 0, read);
        }

        return Read(content.GetBuffer().AsSpan(0, (int)content.Length), place);
    }

    /// <summary>The name of the file that holds a record.</summary>
    internal static string NameOf(Guid id) => $"{id:D}.json";

    private static string? FindMistake(CataloguedDisc record) => record switch
    {
        { Format: not CataloguedDisc.CurrentFormat } => $"its format is {record.Format}, and only {CataloguedDisc.CurrentFormat} is known",
        _ when record.Burns.Contains(null!) || record.Readings.Contains(null!) || record.Moves.Contains(null!) => "a list has a null in it",
        { Volume: < 1 } or { Of: < 1 or > 9999 } => "its number is not one of a set",
        _ when record.Volume > record.Of => "its number is higher than that of the last disc of its set",
        { Capacity: < 0 } or { Image.Bytes: < 0 } => "a length is negative",
        _ when !Name().IsMatch(record.Set.Name) || !Name().IsMatch(record.Disk) => "a name has characters that no name has",
        _ when !Label().IsMatch(record.Label) => "its label is not a volume label",
        _ when !Name().IsMatch(record.Medium) => "its medium is not a word",
        _ when record.Set.BaseName is { } name && !Name().IsMatch(name) => "a name has characters that no name has",
        { Image: { WholeBytes: { } whole } shorter } when whole < shorter.Bytes => "its image is shorter with error correction than without",
        _ when record.Image is { } image && !(Digest.TryParse(image.Sha256, null, out _) && (image.WholeSha256 is null || Digest.TryParse(image.WholeSha256, null, out _))) => "the SHA-256 of its image is none",
        _ when record.Readings.Any(reading => reading is { BadSectors: < 0 } or { UnreadableSectors: < 0 } or { LostSectors: < 0 } or { Roots: < 1 or > 254 } or { WorstErasures: < 0 or > 255 }
            or { Margin: not (null or (>= 0 and <= 1)) } or { BytesPerSecond: not (null or >= 0) }) => "a reading has a number that no reading has",
        _ when record.Packs.Distinct().Count() != record.Packs.Count => "a pack is on it twice",
        _ => record.Moves.SelectMany(move => new[] { move.Place, move.Holder })
                .Concat(record.Burns.SelectMany(burn => new[] { burn.Drive, burn.Note }))
                .Concat(record.Readings.SelectMany(reading => new[] { reading.By, reading.Drive }))
                .Any(text => text is not null && !IsLine(text))
            ? "a text has control characters or is too long" : null,
    };

    /// <summary>A text that is shown to people as it stands: it must not move the cursor or fill the screen.</summary>
    internal static bool IsLine(string text) => text.Length <= 1000 && !text.Any(char.IsControl);

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd('.');

    private static ArchivistException Refuse(string place, string cause, Exception? inner = null) =>
        new(new CatalogueRecordInvalid(place, new Cause.Detail(cause)), inner);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,62}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Z0-9_]{1,32}\z")]
    private static partial Regex Label();
}
