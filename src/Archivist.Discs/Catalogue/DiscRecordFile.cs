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

    /// <summary>The directory on a disc with the records of all discs that were known when it was planned.</summary>
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
            throw Refuse(place, new RecordFault.TooLong(LargestFile));
        if (json.IsEmpty)
            throw Refuse(place, new RecordFault.Empty());
        try
        {
            var record = JsonSerializer.Deserialize(json, CatalogueJson.Default.CataloguedDisc) ?? throw Refuse(place, new RecordFault.Empty());
            // The serializer leaves lists null that are not there, and lets null into lists.
            record = record with
            {
                Packs = record.Packs ?? [],
                Snapshots = record.Snapshots ?? [],
                Burns = record.Burns ?? [],
                Readings = record.Readings ?? [],
                Moves = record.Moves ?? [],
            };
            return FindFault(record) is { } fault ? throw Refuse(place, fault) : record;
        }
        catch (JsonException cause)
        {
            throw Refuse(place, new RecordFault.NotParsed(cause.LineNumber + 1, new Cause.Detail(FirstSentence(cause.Message))), cause);
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
                throw Refuse(place, new RecordFault.TooLong(LargestFile));
            content.Write(buffer, 0, read);
        }

        return Read(content.GetBuffer().AsSpan(0, (int)content.Length), place);
    }

    /// <summary>The name of the file that holds a record.</summary>
    internal static string NameOf(Guid id) => $"{id:D}.json";

    private static RecordFault? FindFault(CataloguedDisc record) => record switch
    {
        { Format: not CataloguedDisc.CurrentFormat } => new RecordFault.FormatUnknown(record.Format, CataloguedDisc.CurrentFormat),
        { Of: >= 1 and <= 9999 } when record.Volume > record.Of => new RecordFault.BeyondItsSet(record.Volume, record.Of),
        { Image: { WholeBytes: { } whole } shorter } when whole < shorter.Bytes => new RecordFault.ImageShorterProtected(),
        _ when FindInvalidField(record) is { } field => new RecordFault.FieldInvalid(field),
        _ when record.Packs.Distinct().Count() != record.Packs.Count => new RecordFault.PackTwice(),
        _ => null,
    };

    private static string? FindInvalidField(CataloguedDisc record) => record switch
    {
        _ when record.Burns.Contains(null!) => "burns",
        _ when record.Readings.Contains(null!) => "readings",
        _ when record.Moves.Contains(null!) => "moves",
        { Volume: < 1 } => "volume",
        { Of: < 1 or > 9999 } => "of",
        { Capacity: < 0 } => "capacity",
        { Image.Bytes: < 0 } => "image.bytes",
        _ when !Name().IsMatch(record.Set.Name) => "set.name",
        _ when record.Set.BaseName is { } name && !Name().IsMatch(name) => "set.base_name",
        _ when !Name().IsMatch(record.Disk) => "disk",
        _ when !Label().IsMatch(record.Label) => "label",
        _ when !Name().IsMatch(record.Medium) => "medium",
        _ when record.Image is { } image && !Digest.TryParse(image.Sha256, null, out _) => "image.sha256",
        _ when record.Image?.WholeSha256 is { } whole && !Digest.TryParse(whole, null, out _) => "image.whole_sha256",
        _ when record.Burns.Any(burn => !IsLine(burn.Drive) || !IsLine(burn.Note)) => "burns",
        _ when !record.Readings.All(IsPossible) => "readings",
        _ when record.Moves.Any(move => !IsLine(move.Place) || !IsLine(move.Holder)) => "moves",
        _ => null,
    };

    private static bool IsPossible(DiscReading reading) => IsLine(reading.By) && IsLine(reading.Drive) && reading is
    {
        BadSectors: not < 0,
        UnreadableSectors: not < 0,
        LostSectors: not < 0,
        Roots: not (< 1 or > 254),
        WorstErasures: not (< 0 or > 255),
        Margin: null or (>= 0 and <= 1),
        BytesPerSecond: null or >= 0,
    };

    /// <summary>A text that is shown to people as it stands: it must not move the cursor or fill the screen.</summary>
    internal static bool IsLine(string? text) => text is null || (text.Length <= 1000 && !text.Any(char.IsControl));

    private static string FirstSentence(string message) => message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd('.');

    private static ArchivistException Refuse(string place, RecordFault fault, Exception? inner = null) =>
        new(new CatalogueRecordInvalid(place, fault), inner);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,62}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Z0-9_]{1,32}\z")]
    private static partial Regex Label();
}
