using Archivist.Correction.Fields;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>The product with tables of 256 products for each half of a word; for processors without vectors of bytes.</summary>
internal sealed unsafe class ScalarWordProduct : WordProduct
{
    private const int Half = WordPlanes.Block / 2;

    internal override void Add(byte** inputs, int columns, ushort* factors, byte** outputs, int rows, int offset, int length)
    {
        var low = stackalloc ushort[256];
        var high = stackalloc ushort[256];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var factor = factors[(row * columns) + column];
                for (var value = 0; value < 256; value++)
                {
                    low[value] = WordField.Multiply(factor, (ushort)value);
                    high[value] = WordField.Multiply(factor, (ushort)(value << 8));
                }

                for (var block = offset; block < offset + length; block += WordPlanes.Block)
                {
                    byte* input = inputs[column] + block, output = outputs[row] + block;
                    for (var i = 0; i < Half; i++)
                    {
                        var product = low[input[i]] ^ high[input[Half + i]];
                        output[i] ^= (byte)product;
                        output[Half + i] ^= (byte)(product >> 8);
                    }
                }
            }
        }
    }
}
