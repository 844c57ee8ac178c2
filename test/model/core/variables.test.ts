import { placeholderFindings } from '../../../lib/model/core/variables';

describe('placeholderFindings', () => {
  it.each([
    '<EXTERNAL_IP>',
    '<TOKEN>',
    '<YOUR DOMAIN>',
    '<YOUR-DOMAIN>',
    '<external-ip>',
    '<your-host>',
    '<your_domain>',
    '<your domain>',
    '<Your-Host>',
    '<host-1>',
  ])('finds %s wherever it stands, and shows nothing else', (placeholder) => {
    expect(placeholderFindings('env.URL', `http://u:hunter2@${placeholder}/x`)).toEqual([
      {
        code: 'placeholder',
        field: 'env.URL',
        given: `a value that holds ${placeholder}`,
        allowed: 'a real value',
        remedy: expect.any(String),
      },
    ]);
  });

  it.each([
    '',
    'plain',
    '<b>bold</b>',
    '<p>',
    '</a>',
    '<br/>',
    '<br />',
    '<h1>',
    '<div class="x">',
    '<input disabled>',
    '<a href="https://a-b.example.com">',
    '<!-- a-b -->',
    'a < b-c > d',
    '1 <2> 3',
    '<>',
    '<->',
    '<my-app>text</my-app>',
    '<A>\n<connection-pool>5</connection-pool>\n</A>',
  ])('lets %j be', (value) => {
    expect(placeholderFindings('field', value)).toEqual([]);
  });

  it('finds a placeholder beside markup', () => {
    expect(placeholderFindings('field', '<my-app>\n<EXTERNAL_IP>\n</my-app>')).toMatchObject([
      { given: 'a value that holds <EXTERNAL_IP>' },
    ]);
  });

  it.each([undefined, null, 5, {}])('lets %j be, which is no text', (value) => {
    expect(placeholderFindings('field', value as string)).toEqual([]);
  });
});
