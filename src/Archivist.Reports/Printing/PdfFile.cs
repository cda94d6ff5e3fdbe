using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Archivist.Reports.Printing;

/// <summary>Numbers and writes the objects of a PDF 1.7 file (ISO 32000-1, 7.5). Not thread-safe.</summary>
internal sealed class PdfFile : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _places = [];

    internal PdfFile() => Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    /// <summary>A number for an object that is written later.</summary>
    internal int Reserve()
    {
        _places.Add(0);
        return _places.Count;
    }

    /// <summary>Writes an object: a dictionary or another direct value in PDF's syntax.</summary>
    internal void Put(int number, string value)
    {
        Begin(number);
        Write($"{value}\nendobj\n");
    }

    /// <summary>Writes a stream, deflated.</summary>
    internal void PutStream(int number, ReadOnlySpan<byte> content, string entries = "")
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(content);
        Begin(number);
        Write(string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Filter /FlateDecode /Length {deflated.Length} >>\nstream\n"));
        _file.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
        Write("\nendstream\nendobj\n");
    }

    /// <summary>The whole file, with its cross-reference table and an identifier made from its bytes.</summary>
    internal byte[] Finish(int catalog, int information)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(_file.GetBuffer().AsSpan(0, (int)_file.Length)).AsSpan(0, 16));
        var table = _file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in _places)
            Write(string.Create(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n"));
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_places.Count + 1} /Root {catalog} 0 R /Info {information} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{table}\n%%EOF\n"));
        return _file.ToArray();
    }

    /// <summary>A text string (7.9.2.2) in UTF-16 with a byte order mark.</summary>
    internal static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public void Dispose() => _file.Dispose();

    private void Begin(int number)
    {
        _places[number - 1] = _file.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Write(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
